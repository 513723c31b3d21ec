export type Look = { look?: 'primary' | 'plain' | 'danger' | undefined; small?: boolean | undefined }

const LOOKS = {
  primary: 'border-accent bg-accent text-white hover:border-accent-hover hover:bg-accent-hover',
  plain: 'border-control bg-page text-text hover:bg-hover',
  danger: 'border-error bg-page text-error hover:bg-error-soft',
}

export function buttonClass({ look = 'plain', small = false }: Look, more = ''): string {
  const size = small ? 'h-6 px-2 text-xs' : 'h-8 px-3 text-sm'
  return `inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control border font-medium whitespace-nowrap transition-colors disabled:opacity-60 ${size} ${LOOKS[look]} ${more}`
}
