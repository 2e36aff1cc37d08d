import { toaster } from '@kobalte/core/toast'
import { ToastCard, type ToastInput } from './ToastCard.tsx'

/** Says how something went, from anywhere. What must not be missed belongs into a Banner or a Dialog. */
export const toast = (input: ToastInput): void => {
  toaster.show((props) => <ToastCard toastId={props.toastId} input={input} />)
}
