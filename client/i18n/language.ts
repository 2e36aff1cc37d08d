import { type Accessor, createSignal } from 'solid-js'

export const languages = ['de', 'en'] as const
export type Language = (typeof languages)[number]

const storageKey = 'consilium.language'

const parseLanguage = (text: string | null | undefined): Language | undefined =>
  languages.find((language) => text?.toLowerCase().split('-')[0] === language)

/** A browser may keep its storage closed; the language then lasts as long as the page. */
const stored = (): string | null => {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

const firstLanguage = (): Language => {
  if (typeof document === 'undefined') return 'de'
  return parseLanguage(stored()) ?? parseLanguage(navigator.language) ?? 'de'
}

const [language, setSignal] = createSignal<Language>(firstLanguage())

const tellDocument = () => {
  if (typeof document !== 'undefined') document.documentElement.lang = language()
}
tellDocument()

/** What is chosen in one tab holds in all of them. */
globalThis.addEventListener?.('storage', ({ key }) => {
  if (key !== storageKey) return
  setSignal(firstLanguage())
  tellDocument()
})

export const useLanguage = (): Accessor<Language> => language

export const setLanguage = (next: Language): void => {
  setSignal(next)
  tellDocument()
  try {
    localStorage.setItem(storageKey, next)
  } catch {
    // Said in `stored`.
  }
}
