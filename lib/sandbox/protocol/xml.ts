/** Elements by their names, in their order. */
export type XmlFields = { [element: string]: string | XmlFields | undefined }

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/'

/** The answer of an AWS query operation: `<OpResponse><OpResult>…</OpResult>…</OpResponse>`. */
export function resultXml(operation: string, result: XmlFields, requestId: string): string {
  return `<${operation}Response xmlns="${NAMESPACE}"><${operation}Result>${elements(result)}</${operation}Result><ResponseMetadata>${elements({ RequestId: requestId })}</ResponseMetadata></${operation}Response>`
}

export function errorXml(code: string, message: string, requestId: string): string {
  return `<ErrorResponse xmlns="${NAMESPACE}">${elements({
    Error: { Type: 'Sender', Code: code, Message: message },
    RequestId: requestId,
  })}</ErrorResponse>`
}

function elements(fields: XmlFields): string {
  return Object.entries(fields)
    .filter((entry): entry is [string, string | XmlFields] => entry[1] !== undefined)
    .map(
      ([name, value]) =>
        `<${name}>${typeof value === 'string' ? escapeXml(value) : elements(value)}</${name}>`,
    )
    .join('')
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
