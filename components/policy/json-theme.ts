import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView, highlightSpecialChars } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { shownCharacter } from '@/lib/text/quoted'

const MONO = { fontFamily: 'var(--font-mono)', fontSize: '12px', lineHeight: '20px' }
const OVERLAY = {
  border: '1px solid var(--hairline)',
  borderRadius: '6px',
  backgroundColor: 'var(--page)',
  color: 'var(--text)',
  boxShadow: 'var(--shadow)',
}

/** The gutter's sign and the colour of each severity; the shape alone is enough. */
const SEVERITIES = {
  error: { sign: '"●"', colour: 'var(--error)' },
  warning: { sign: '"▲"', colour: 'var(--warning)' },
  info: { sign: '"■"', colour: 'var(--text-2)' },
}

const severityStyles = Object.fromEntries(
  Object.entries(SEVERITIES).flatMap(([severity, { sign, colour }]) => [
    [`.cm-lint-marker-${severity}`, { content: 'normal' }],
    [`.cm-lint-marker-${severity}::before`, { content: sign, color: colour }],
    [
      `.cm-lintRange-${severity}`,
      { backgroundImage: 'none', textDecoration: `underline wavy ${colour}`, textUnderlineOffset: '3px' },
    ],
    [`.cm-lintPoint-${severity}::after`, { borderBottomColor: colour }],
    [`.cm-diagnostic-${severity}`, { borderLeft: `3px solid ${colour}` }],
  ]),
)

const theme = EditorView.theme({
  '&': {
    maxHeight: '70vh',
    border: '1px solid var(--control)',
    borderRadius: '6px',
    backgroundColor: 'var(--page)',
  },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '2px' },
  '.cm-scroller': { ...MONO, borderRadius: '6px' },
  '.cm-content, .cm-gutter': { minHeight: '360px' },
  '.cm-content': { caretColor: 'var(--text)', outline: 'none' },
  '.cm-gutters': {
    border: 'none',
    borderRight: '1px solid var(--hairline)',
    backgroundColor: 'var(--raised)',
    color: 'var(--text-2)',
  },
  '.cm-gutter-lint': { width: '16px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  '.cm-lint-marker': { width: '16px', height: '20px', textAlign: 'center' },
  ...severityStyles,
  '.cm-lintRange-active': { backgroundColor: 'var(--accent-soft)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--error-soft)' },
  '.cm-specialChar': {
    padding: '0 2px',
    borderRadius: '2px',
    backgroundColor: 'var(--error-soft)',
    color: 'var(--error)',
  },
  '.cm-tooltip': OVERLAY,
  '.cm-diagnostic': { maxWidth: '60ch', padding: '4px 8px', fontSize: '12px', lineHeight: '16px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { ...MONO, maxHeight: '15em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: '#ffffff',
  },
  '.cm-completionDetail': { marginLeft: '12px', fontStyle: 'normal', color: 'var(--text-2)' },
  'li[aria-selected] .cm-completionDetail': { color: '#ffffff' },
})

const highlighting = HighlightStyle.define([
  { tag: tags.propertyName, fontWeight: '500' },
  { tag: tags.string, color: 'var(--link)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warning)' },
])

/** Shows invisible characters and direction marks by their code points. */
const visibleCharacters = highlightSpecialChars({
  specialChars: /[^\t\n\P{C}]|[^ \P{Z}]/gu,
  render(code) {
    const shown = document.createElement('span')
    const name = shownCharacter(String.fromCodePoint(code))
    shown.className = 'cm-specialChar'
    shown.textContent = name
    shown.title = `Invisible character ${name}`
    return shown
  },
})

/** How the editor looks: in the portal's own colours, so that it follows the theme. */
export const jsonTheme: Extension = [theme, syntaxHighlighting(highlighting), visibleCharacters]
