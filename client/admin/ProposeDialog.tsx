import { createSignal } from 'solid-js'
import * as v from 'valibot'
import { serverName } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import type { PartnersStore } from '../partners/index.ts'
import { Dialog, TextField, toast } from '../ui/index.ts'
import { AskForm } from './AskForm.tsx'

type Props = {
  open: boolean
  onOpenChange(isOpen: boolean): void
  store: Pick<PartnersStore, 'propose'>
}

export const ProposeDialog = (props: Props) => {
  const w = useWords(partnerWords)
  const [name, setName] = createSignal('')
  const [fault, setFault] = createSignal<string | undefined>()

  const propose = async () => {
    const parsed = v.safeParse(serverName, name().trim().toLowerCase())
    setFault(parsed.success ? undefined : w().notAServerName)
    if (!parsed.success) return
    const partner = await props.store.propose(parsed.output)
    toast({
      tone: 'success',
      title: partner.status === 'active' ? w().nowActive(partner.name) : w().proposed(partner.name),
    })
    setName('')
    props.onOpenChange(false)
  }

  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={w().proposeTitle} description={w().proposeText}>
      <AskForm submit={w().propose} onCancel={() => props.onOpenChange(false)} onSubmit={propose}>
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
      </AskForm>
    </Dialog>
  )
}
