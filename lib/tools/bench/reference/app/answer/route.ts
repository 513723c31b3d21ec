import type { NextRequest } from 'next/server'

/** An answer that is made anew for every request. */
export function GET(request: NextRequest) {
  return Response.json({ q: request.nextUrl.searchParams.get('q') })
}
