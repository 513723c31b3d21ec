import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const roles = (...words: string[]) => run('npm', ['run', '--silent', 'roles', '--', ...words])

test('the roles of an account are printed, and nothing else', async () => {
  const { stdout } = await roles('hp-id-dev')
  expect(Object.keys(JSON.parse(stdout).Resources)).toEqual(['EcrPortalReadRole', 'EcrPortalWriteRole'])
  expect((await roles('252775557553', 'terraform')).stdout).toContain('resource "aws_iam_role"')
  expect(JSON.parse((await roles('portal', 'policy')).stdout)).toHaveProperty('Statement')
})

test.each([
  [['nobody'], 'hp-id-dev, hpid-cd-dev'],
  [['hp-id-dev', 'pulumi'], '“Terraform”'],
])('%o is answered with what there is to choose from', async (words, choice) => {
  await expect(roles(...words)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(choice) })
})
