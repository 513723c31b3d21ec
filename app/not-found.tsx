import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button-link'
import { Empty } from '@/components/ui/empty'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFoundPage() {
  return (
    <main className="mx-auto max-w-xl px-4 py-16">
      <Empty title={<h1>Page not found</h1>}>
        <p className="text-text-2">Check the address, or the item may have been deleted.</p>
        <ButtonLink look="primary" href={paths.home()}>
          Find a repository
        </ButtonLink>
      </Empty>
    </main>
  )
}
