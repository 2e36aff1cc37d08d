import { createSignal } from 'solid-js'
import * as v from 'valibot'
import { serverName } from '#shared/matrix/ids.ts'
import { type ApiError, apiErrorOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import type { PartnersStore } from '../partners/index.ts'
import { Button, Dialog, TextField, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { RefusalBanner } from './Failure.tsx'

type Props = {
  open: boolean
  onOpenChange(isOpen: boolean): void
  store: Pick<PartnersStore, 'propose'>
}

export const ProposeDialog = (props: Props) => {
  const w = useWords(partnerWords)
  const [name, setName] = createSignal('')
  const [fault, setFault] = createSignal<string | undefined>()
  const [error, setError] = createSignal<ApiError | null>(null)
  const [isBusy, setBusy] = createSignal(false)

  const propose = async (event: SubmitEvent) => {
    event.preventDefault()
    const parsed = v.safeParse(serverName, name().trim().toLowerCase())
    setFault(parsed.success ? undefined : w().notAServerName)
    if (!parsed.success) return
    setBusy(true)
    setError(null)
    try {
      const partner = await props.store.propose(parsed.output)
      toast({
        tone: 'success',
        title: partner.status === 'active' ? w().nowActive(partner.name) : w().proposed(partner.name),
      })
      setName('')
      props.onOpenChange(false)
    } catch (thrown) {
      setError(apiErrorOf(thrown))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={w().proposeTitle} description={w().proposeText}>
      <form class={styles['dialog']} onSubmit={(event) => void propose(event)}>
        <TextField
          label={w().serverName}
          description={w().serverNameHint}
          value={name()}
          onInput={setName}
          required
          autofocus
          autocomplete="off"
          error={fault() ?? undefined}
        />
        <RefusalBanner error={error()} />
        <div class={styles['dialogActions']}>
          <Button variant="secondary" onClick={() => props.onOpenChange(false)}>
            {w().cancel}
          </Button>
          <Button variant="primary" type="submit" busy={isBusy()}>
            {w().propose}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
