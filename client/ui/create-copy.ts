import { type Accessor, createSignal } from 'solid-js'

export type Copying = {
  /** Null before anything was copied. */
  outcome: Accessor<'done' | 'refused' | null>
  copy(text: string): Promise<void>
  forget(): void
}

/** Puts a text into the clipboard, which the browser may refuse. */
export const createCopy = (): Copying => {
  const [outcome, setOutcome] = createSignal<'done' | 'refused' | null>(null)
  return {
    outcome,
    copy: (text) =>
      navigator.clipboard.writeText(text).then(
        () => void setOutcome('done'),
        () => void setOutcome('refused'),
      ),
    forget: () => setOutcome(null),
  }
}
