import { describe, expect, it } from 'vitest'
import { cdkText, terraformText } from './creation-code'
import type { Creation } from './creation-command'

const creation: Creation = {
  account: '252775557553',
  region: 'us-west-2',
  name: 'cwp/flu-entd',
  mutability: 'MUTABLE_WITH_EXCLUSION',
  exclusionFilters: ['v*'],
  scanOnPush: true,
  encryption: 'KMS_DSSE',
  kmsKey: 'arn:aws:kms:us-west-2:252775557553:key/1',
  tags: [
    { key: 'Team', value: 'cwp' },
    { key: 'Cost Center', value: `say "hi", $\{x} %{y} \\b \b` },
  ],
}
const plain: Creation = {
  ...creation,
  mutability: 'MUTABLE',
  exclusionFilters: [],
  encryption: 'AES256',
  tags: [],
}

describe('a repository in Terraform', () => {
  it('reads as this', () => {
    expect(terraformText(creation)).toBe(`provider "aws" {
  region              = "us-west-2"
  allowed_account_ids = ["252775557553"]
}

resource "aws_ecr_repository" "cwp_flu_entd" {
  name                 = "cwp/flu-entd"
  image_tag_mutability = "MUTABLE_WITH_EXCLUSION"

  image_tag_mutability_exclusion_filter {
    filter      = "v*"
    filter_type = "WILDCARD"
  }

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS_DSSE"
    kms_key         = "arn:aws:kms:us-west-2:252775557553:key/1"
  }

  tags = {
    "Team"        = "cwp"
    "Cost Center" = "say \\"hi\\", $\${x} %%{y} \\\\b \\u0008"
  }
}
`)
  })

  it('has no empty block', () => {
    expect(terraformText(plain)).not.toMatch(/exclusion|kms_key|tags/)
  })
})

describe('a repository in the CDK', () => {
  it('reads as this', () => {
    expect(
      cdkText({ ...creation, tags: [{ key: 'Team', value: '"cwp": x' }] }),
    ).toBe(`import { App, Stack } from 'aws-cdk-lib'
import { CfnRepository } from 'aws-cdk-lib/aws-ecr'

const stack = new Stack(new App(), 'Repositories', {
  env: {
    account: "252775557553",
    region: "us-west-2"
  }
})

new CfnRepository(stack, "CwpFluEntd", {
  repositoryName: "cwp/flu-entd",
  imageTagMutability: "MUTABLE_WITH_EXCLUSION",
  imageTagMutabilityExclusionFilters: [
    {
      imageTagMutabilityExclusionFilterType: "WILDCARD",
      imageTagMutabilityExclusionFilterValue: "v*"
    }
  ],
  imageScanningConfiguration: {
    scanOnPush: true
  },
  encryptionConfiguration: {
    encryptionType: "KMS_DSSE",
    kmsKey: "arn:aws:kms:us-west-2:252775557553:key/1"
  },
  tags: [
    {
      key: "Team",
      value: "\\"cwp\\": x"
    }
  ]
})
`)
  })

  it('has no empty property', () => {
    expect(cdkText(plain)).not.toMatch(/Exclusion|kmsKey|tags/)
  })
})
