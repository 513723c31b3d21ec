import Link from 'next/link'
import type { MouseEvent, ReactNode } from 'react'
import { RepositoryName } from '@/components/repositories/repository-name'
import { wordsOf } from '@/components/repositories/search-words'
import { showKeys } from '@/components/shell/keys'
import { chooseTheme, isDark } from '@/components/shell/theme'
import { accountName, type KnownAccounts } from '@/lib/accounts/account-names'
import type { Command } from './entries'
import type { Option } from './options'

type RowProps = { option: Option; active: boolean; q: string; accounts: KnownAccounts; close: () => void }

const COMMANDS: Record<Command, () => void> = {
  keys: showKeys,
  theme: () => chooseTheme(isDark() ? 'light' : 'dark'),
}

/** The id of an option's element. */
export function rowId(option: Option): string {
  return `palette-${option.id}`
}

/** One option. A link is a real one, so that it opens in a new tab like any other. */
export function OptionRow({ option, active, q, accounts, close }: RowProps) {
  const shared = {
    id: rowId(option),
    role: 'option',
    'aria-selected': active,
    tabIndex: -1,
    // Keeps the focus in the field.
    onMouseDown: (event: MouseEvent) => event.preventDefault(),
    className:
      'grid min-h-9 w-full scroll-my-8 items-center gap-x-4 px-4 py-1 text-left hover:bg-raised aria-selected:bg-hover aria-selected:shadow-[inset_2px_0_0_var(--accent)] md:grid-cols-[1fr_13rem_5.5rem]',
  }
  function onClick(event: MouseEvent) {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) close()
  }
  switch (option.kind) {
    case 'repository':
      return (
        <Link {...shared} href={option.href} prefetch={false} onClick={onClick}>
          <span className="min-w-0 font-mono break-words">
            <RepositoryName name={option.ref.name} words={wordsOf(q)} />
          </span>
          <span className="flex gap-2 text-text-2 md:contents">
            <span>
              {accountName(option.ref.account, accounts) ?? 'unknown account'}{' '}
              <span className="font-mono text-xs tabular-nums">{option.ref.account}</span>
            </span>
            <span>{option.ref.region}</span>
          </span>
        </Link>
      )
    case 'page':
      return (
        <Link {...shared} href={option.href} prefetch={false} onClick={onClick}>
          <Name>{option.name}</Name>
        </Link>
      )
    case 'open':
      return (
        <a {...shared} href={option.href} onClick={onClick}>
          <Name>{option.name}</Name>
          {option.about && <span className="text-text-2 md:col-span-2">{option.about}</span>}
        </a>
      )
    case 'command':
      return (
        <button
          {...shared}
          type="button"
          onClick={() => {
            close()
            COMMANDS[option.command]()
          }}
        >
          <Name>{option.name}</Name>
        </button>
      )
  }
}

function Name({ children }: { children: ReactNode }) {
  return <span className="line-clamp-2 min-w-0 break-words only:col-span-full">{children}</span>
}
