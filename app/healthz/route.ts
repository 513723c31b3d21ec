/** The process is alive. */
export function GET(): Response {
  return new Response('ok\n')
}
