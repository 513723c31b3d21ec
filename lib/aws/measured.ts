import 'server-only'
import { meters } from '@/lib/meters'
import { outcomeOf } from './errors'

/** Measures a call to AWS, however it ends. */
export async function measured<T>(operation: string, call: () => Promise<T>): Promise<T> {
  const end = meters().awsCalls.startTimer({ operation })
  try {
    const result = await call()
    end({ outcome: 'ok' })
    return result
  } catch (error) {
    end({ outcome: outcomeOf(error) })
    throw error
  }
}
