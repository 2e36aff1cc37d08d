import { type Accessor, createSignal } from 'solid-js'

const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const storageKey = 'consilium.theme'

/** A browser may keep its storage closed; the choice then lasts as long as the page. */
const stored = (): Theme => {
  try {
    return themes.find((theme) => theme === localStorage.getItem(storageKey)) ?? 'system'
  } catch {
    return 'system'
  }
}

const [theme, setSignal] = createSignal<Theme>(stored())

const show = () => {
  if (theme() === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme()
}

/** Brings back what was chosen before; once, before the first thing is drawn. What is chosen in one tab holds in all. */
export const restoreTheme = (): void => {
  show()
  addEventListener('storage', ({ key }) => {
    if (key !== storageKey) return
    setSignal(stored())
    show()
  })
}

export const useTheme = (): Accessor<Theme> => theme

export const setTheme = (next: Theme): void => {
  setSignal(next)
  show()
  try {
    localStorage.setItem(storageKey, next)
  } catch {
    // Said in `stored`.
  }
}
