import { randomUUID } from 'node:crypto'
import type { StoredRepository } from '../model'
import { AwsError } from '../protocol/aws-error'

/** A layer that is being uploaded. Incomplete uploads don't survive a restart of the sandbox. */
type Upload = { repository: string; parts: Buffer[]; size: number }

export type Uploads = {
  begin: (repository: StoredRepository) => string
  require: (repository: StoredRepository, id: string) => Upload
  end: (id: string) => void
}

export function openUploads(): Uploads {
  const uploads = new Map<string, Upload>()
  const ofRepository = ({ account, region, name }: StoredRepository) => `${account}/${region}/${name}`
  return {
    begin(repository) {
      const id = randomUUID()
      uploads.set(id, { repository: ofRepository(repository), parts: [], size: 0 })
      return id
    },
    require(repository, id) {
      const upload = uploads.get(id)
      if (upload?.repository !== ofRepository(repository))
        throw new AwsError(
          'UploadNotFoundException',
          `The upload with id '${id}' does not exist in the repository with name '${repository.name}' in the registry with id '${repository.account}'`,
        )
      return upload
    },
    end: (id) => uploads.delete(id),
  }
}
