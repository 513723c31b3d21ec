import { z } from 'zod'
import { InRepository } from './input'
import { named, type Operation, operation, requireRepository, thatRepository } from './operation'

const putImageScanningConfiguration = operation({
  action: 'PutImageScanningConfiguration',
  input: z.object({
    ...InRepository,
    imageScanningConfiguration: z.object({ scanOnPush: z.boolean().default(false) }),
  }),
  on: thatRepository,
  run(call, input) {
    const { scanOnPush } = input.imageScanningConfiguration
    const repository = { ...requireRepository(call, input), scanOnPush }
    call.store.commit([{ type: 'repository', repository }])
    return { ...named(repository), imageScanningConfiguration: { scanOnPush } }
  },
})

export const scanningOperations: Record<string, Operation> = {
  PutImageScanningConfiguration: putImageScanningConfiguration,
}
