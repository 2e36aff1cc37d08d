/** Sequences as people type them: `g m` goes to the messages. `?` is typed with Shift on most keyboards. */
export const shortcuts = {
  help: ['?'],
  messages: ['g', 'm'],
  search: ['g', 's'],
  consults: ['g', 'k'],
  newConsult: ['g', 'n'],
  directory: ['g', 'v'],
  calls: ['g', 'c'],
  duty: ['g', 'd'],
  settings: ['g', 'e'],
  admin: ['g', 'a'],
} as const satisfies Record<string, readonly string[]>

/** What the list of conversations takes while an entry has the focus; see `client/conversations`. */
export const listKeys = ['↑ ↓', 'p', 'u', 'x', 't'] as const

/** What a call takes while it is open; see `client/calls`. */
export const callKeys = ['M', 'V', 'S', 'H', 'L', 'P', 'C', '⇧ L'] as const

export type Shortcut = keyof typeof shortcuts
export const shortcutNames = Object.keys(shortcuts) as Shortcut[]

/** A sequence typed slower than this is two keys. */
const sequenceMs = 1_200

export type Typed = { keys: readonly string[]; at: number }
export const nothingTyped: Typed = { keys: [], at: 0 }

/** What a key means after those before it. */
export const typeKey = (before: Typed, key: string, now: number): { typed: Typed; shortcut: Shortcut | null } => {
  const isPart = now - before.at <= sequenceMs
  for (const keys of isPart ? [[...before.keys, key], [key]] : [[key]]) {
    const found = shortcutNames.find((name) => shortcuts[name].join(' ') === keys.join(' '))
    if (found) return { typed: nothingTyped, shortcut: found }
    if (shortcutNames.some((name) => `${shortcuts[name].join(' ')} `.startsWith(`${keys.join(' ')} `)))
      return { typed: { keys, at: now }, shortcut: null }
  }
  return { typed: nothingTyped, shortcut: null }
}
