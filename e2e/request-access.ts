import type { Page } from '@playwright/test'
import { paths } from '../lib/paths'
import type { RepositoryRef } from '../lib/repositories/reference'

type Asked = {
  /** The proposed statement; without one nothing is proposed. */
  statement?: object
  action?: string
  why?: string
}

/** Requests access in the form, and answers with the request’s address. */
export async function requestAccess(
  page: Page,
  { account, region, name }: RepositoryRef,
  { statement, action = 'ecr:BatchGetImage', why = 'The build needs it.' }: Asked = {},
): Promise<string> {
  await page.goto(
    paths.access({
      account,
      region,
      repository: name,
      awsUserName: 'arn:aws:iam::957591566260:user/ci',
      action,
      proposal: statement && JSON.stringify(statement),
    }),
  )
  await page.getByLabel('Why do you need it?').fill(why)
  await page.getByRole('button', { name: 'Request access' }).click()
  await page.waitForURL(/\/requests\/\d+$/)
  return new URL(page.url()).pathname
}
