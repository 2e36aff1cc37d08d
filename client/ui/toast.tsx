import { toaster } from '@kobalte/core/toast'
import { ToastCard } from './ToastCard.tsx'
import type { Tone } from './tone.ts'

export type ToastInput = {
  tone?: Tone
  title: string
  text?: string
  action?: { label: string; onClick: () => void }
}

/** Says how something went, from anywhere. What must not be missed belongs into a Banner or a Dialog. */
export const toast = (input: ToastInput): void => {
  toaster.show((props) => <ToastCard toastId={props.toastId} input={input} />)
}
