import { expect, test } from 'vitest'
import type { Settings } from './print-settings'
import { welcome } from './welcome.mjs'

const settings: Settings = {
  mode: 'sandbox',
  host: '127.0.0.1',
  port: 3000,
  sandboxPort: 4510,
  dataDirectory: '/portal/.data',
  baseUrl: 'http://localhost:3000',
  drainSeconds: 0,
  localUsers: ['cwp-engineer', 'hp-engineer', 'ops-reviewer'],
  logFile: '/portal/.data/portal.log',
}

test('the sandbox says who can sign in, and where everything is', () => {
  expect(welcome(settings).split('\n')).toEqual([
    '',
    'ECR Portal is ready: http://localhost:3000',
    '',
    '  Sign in   choose cwp-engineer, hp-engineer or ops-reviewer; there is no password',
    '  Sandbox   no AWS account is touched; for the aws CLI: --endpoint-url http://127.0.0.1:4510',
    '  Data      /portal/.data',
    '  Log       /portal/.data/portal.log',
    '  Stop      Ctrl+C',
    '',
  ])
})

test('a log on standard error isn’t mentioned, nor is the sandbox in aws mode', () => {
  const aws: Settings = {
    ...settings,
    mode: 'aws',
    sandboxPort: undefined,
    localUsers: [],
    logFile: undefined,
  }
  expect(welcome(aws).split('\n')).toEqual([
    '',
    'ECR Portal is ready: http://localhost:3000',
    '',
    '  Stop      Ctrl+C',
    '',
  ])
})
