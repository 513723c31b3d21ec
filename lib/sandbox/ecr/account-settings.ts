import { z } from 'zod'
import { invalidParameter } from '../protocol/aws-error'
import { text } from './input'
import { anything, type Operation, operation } from './operation'

/** The settings of a registry with their values, the first of which a new registry has. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  BASIC_SCAN_TYPE_VERSION: ['AWS_NATIVE'],
  BLOB_MOUNTING: ['DISABLED', 'ENABLED'],
  REGISTRY_POLICY_SCOPE: ['V2', 'V1'],
}

const getAccountSetting = operation({
  action: 'GetAccountSetting',
  input: z.object({ name: text(1, 64) }),
  on: anything,
  run({ caller, region, store }, { name }) {
    const [initial] = valuesOf(name)
    return { name, value: store.accountSetting({ account: caller.account, region }, name) ?? initial }
  },
})

const putAccountSetting = operation({
  action: 'PutAccountSetting',
  input: z.object({ name: text(1, 64), value: text(1, 64) }),
  on: anything,
  run({ caller, region, store }, { name, value }) {
    if (!valuesOf(name).includes(value)) throw invalidParameter('value', `Invalid value for ${name}`)
    store.commit([{ type: 'account-setting', account: caller.account, region, name, value }])
    return { name, value }
  },
})

function valuesOf(name: string): readonly string[] {
  const values = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined
  if (!values) throw invalidParameter('name', `Invalid account setting ${name}`)
  return values
}

export const accountSettingOperations: Record<string, Operation> = {
  GetAccountSetting: getAccountSetting,
  PutAccountSetting: putAccountSetting,
}
