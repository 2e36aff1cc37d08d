import { createSignal } from 'solid-js'
import type { ConfirmationOutput } from '#shared/auth/confirmation.ts'
import { ApiError, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { confirmAtProvider } from '../matrix/at-provider.ts'

/** Says to the service once more that it is the person, when it asks for that; what was asked can be sent again then. */
export const createConfirmation = () => {
  const api = useClinicApi()
  const [asked, setAsked] = createSignal<ConfirmationOutput | null>(null)
  const [password, setPassword] = createSignal('')
  const [isWrong, setWrong] = createSignal(false)

  const complete = async (id: string, typed: string | null) => {
    const json = { id, password: typed }
    api.adopt(await unwrap(api.own.api.session.confirmations.complete.$post({ json })))
  }
  const isRefused = (error: unknown) => error instanceof ApiError && error.code === 'confirmation-refused'

  /** False: not yet; whoever is asked sees why. */
  const confirm = async (): Promise<boolean> => {
    const current = asked()
    if (!current) return true
    try {
      if (current.ways.includes('password')) await complete(current.id, password())
      else await confirmAtProvider(location.origin, current.id, () => complete(current.id, null), isRefused)
    } catch (error) {
      if (!isRefused(error)) throw error
      setWrong(true)
      return false
    }
    setAsked(null)
    setPassword('')
    setWrong(false)
    return true
  }

  return {
    asked,
    password,
    setPassword,
    isWrong,
    confirm,
    begin: async () => void setAsked(await unwrap(api.own.api.session.confirmations.$post())),
  }
}
