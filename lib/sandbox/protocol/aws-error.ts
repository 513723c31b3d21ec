/** A refusal as an AWS service words it: the name of the exception, its sentence, and the HTTP status. */
export class AwsError extends Error {
  readonly code: string
  /** ECR answers every refusal with 400, access denied included; STS uses 403 for some. */
  readonly status: number
  /** What the exception's model has beside the sentence. */
  readonly details: Record<string, unknown>

  constructor(code: string, message: string, status = 400, details: Record<string, unknown> = {}) {
    super(message)
    this.name = 'AwsError'
    this.code = code
    this.status = status
    this.details = details
  }
}

/** ECR's sentence for a value that the model or the service does not take. */
export function invalidParameter(parameter: string, constraint: string): AwsError {
  return new AwsError(
    'InvalidParameterException',
    `Invalid parameter at '${parameter}' failed to satisfy constraint: '${constraint}'`,
  )
}
