import { z } from 'zod'
import { AwsError } from '../protocol/aws-error'
import { list, text } from './input'
import { type Operation, operation, requireByArn } from './operation'

const MOST_TAGS = 50

export const Tags = list(z.object({ Key: text(1, 128), Value: text(0, 256) }), 0, 200)

/** The tags of a repository with some added or overwritten. */
export function tagRecord(
  present: Record<string, string>,
  added: z.infer<typeof Tags>,
): Record<string, string> {
  const reserved = added.find(({ Key }) => /^aws:/i.test(Key))
  if (reserved)
    throw new AwsError(
      'InvalidTagParameterException',
      'Tag keys beginning with aws: are reserved for AWS use.',
    )
  const tags = { ...present, ...Object.fromEntries(added.map(({ Key, Value }) => [Key, Value])) }
  if (Object.keys(tags).length > MOST_TAGS)
    throw new AwsError(
      'TooManyTagsException',
      'The list of tags on the repository is over the limit. The maximum number of tags that can be applied to a repository is 50.',
    )
  return tags
}

const resourceArn = text(1, 2048)

const listTagsForResource = operation({
  action: 'ListTagsForResource',
  input: z.object({ resourceArn }),
  on: (_call, input) => [input.resourceArn],
  run: (call, input) => ({
    tags: Object.entries(requireByArn(call, input.resourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
})

const tagResource = operation({
  action: 'TagResource',
  input: z.object({ resourceArn, tags: Tags }),
  on: (_call, input) => [input.resourceArn],
  tags: (input) => Object.fromEntries(input.tags.map(({ Key, Value }) => [Key, Value])),
  run(call, input) {
    const repository = requireByArn(call, input.resourceArn)
    const tags = tagRecord(repository.tags, input.tags)
    call.store.commit([{ type: 'repository', repository: { ...repository, tags } }])
    return {}
  },
})

const untagResource = operation({
  action: 'UntagResource',
  input: z.object({ resourceArn, tagKeys: list(text(1, 128), 0, 200) }),
  on: (_call, input) => [input.resourceArn],
  run(call, input) {
    const repository = requireByArn(call, input.resourceArn)
    const kept = Object.entries(repository.tags).filter(([key]) => !input.tagKeys.includes(key))
    call.store.commit([{ type: 'repository', repository: { ...repository, tags: Object.fromEntries(kept) } }])
    return {}
  },
})

export const tagOperations: Record<string, Operation> = {
  ListTagsForResource: listTagsForResource,
  TagResource: tagResource,
  UntagResource: untagResource,
}
