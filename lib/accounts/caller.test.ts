import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCaller } from './caller'

const user = {
  account: '012345678901',
  kind: 'user',
  arn: 'arn:aws:iam::012345678901:user/teams/build/build.user',
  userName: 'build.user',
}

describe('the output of aws sts get-caller-identity is understood as', () => {
  it.each([
    [
      'JSON',
      `{\n    "UserId": "AIDAEXAMPLE",\n    "Account": "012345678901",\n    "Arn": "${user.arn}"\n}\n`,
    ],
    ['JSON on one line', `{"UserId":"AIDAEXAMPLE","Account":"012345678901","Arn":"${user.arn}"}`],
    ['text', `012345678901\t${user.arn}\tAIDAEXAMPLE\n`],
    ['yaml', `Account: '012345678901'\nArn: ${user.arn}\nUserId: AIDAEXAMPLE\n`],
    [
      'table',
      `---------------------\n|  GetCallerIdentity  |\n+---------+-----------+\n|  Account|  012345678901  |\n|  Arn    |  ${user.arn}  |\n|  UserId |  AIDAEXAMPLE |\n+---------+-----------+`,
    ],
    ['the command and its output', `$ aws sts get-caller-identity --query Arn\n"${user.arn}"\n`],
    ['an ARN in a sentence', `I am ${user.arn}, in case it helps.`],
  ])('%s', (_form, text) => expect(parseCaller(text)).toEqual(user))
})

describe('an ARN names its kind of caller', () => {
  it.each([
    ['arn:aws:iam::957591566260:user/builder', 'user', 'builder'],
    ['arn:aws:iam::957591566260:role/service/release-bot', 'role', 'release-bot'],
    [
      'arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions',
      'assumed-role',
      'release-bot/GitHubActions',
    ],
    [
      'arn:aws:sts::957591566260:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/build.user@example.com',
      'assumed-role',
      'AWSReservedSSO_Dev_0123456789abcdef/build.user@example.com',
    ],
    ['arn:aws:sts::957591566260:federated-user/builder', 'federated-user', 'builder'],
    ['arn:aws:iam::957591566260:root', 'root', 'root'],
    ['arn:aws-us-gov:iam::957591566260:user/builder', 'user', 'builder'],
  ])('%s', (arn, kind, userName) => {
    expect(parseCaller(arn)).toEqual({ account: '957591566260', kind, arn, userName })
  })

  it('without the full stop that ends a sentence', () => {
    expect(parseCaller('I am arn:aws:iam::957591566260:user/builder.')?.userName).toBe('builder')
  })
})

describe('an account ID alone', () => {
  it.each([
    ['026927173535'],
    ['"026927173535"\n'],
    ['0269-2717-3535'],
    ['0269 2717 3535'],
    ['{ "Account": "026927173535" }'],
    ["Account: '026927173535'"],
  ])('keeps its leading zero: %s', (text) => {
    expect(parseCaller(text)).toEqual({ account: '026927173535', kind: 'account' })
  })
})

describe('not a caller:', () => {
  it.each([
    ['nothing', ''],
    ['a user name', 'build.user'],
    ['eleven digits', '12345678901'],
    ['thirteen digits', '1234567890123'],
    ['a number field of thirteen digits', '{"Account": "1234567890123"}'],
    ['a masked account', 'arn:aws:iam::***:user/builder'],
    ['a repository', 'arn:aws:ecr:us-west-2:957591566260:repository/cwp/fluentd'],
    ['a policy', 'arn:aws:iam::957591566260:policy/ecr-read'],
    ['an organisation policy', 'arn:aws:organizations::957591566260:policy/o-1/service_control_policy/p-1'],
    ['no name', 'arn:aws:iam::957591566260:user/'],
    ['dots instead of a name', 'arn:aws:iam::957591566260:user/...'],
  ])('%s', (_what, text) => expect(parseCaller(text)).toBeUndefined())

  it('and no text makes the parser throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseCaller(text)))
  })
})
