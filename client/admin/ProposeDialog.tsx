import { createSignal, Show } from 'solid-js'
import * as v from 'valibot'
import { type ServerName, serverName, serverOf } from '#shared/matrix/ids.ts'
import type { Partner } from '#shared/partners/api.ts'
import { type ConnectionFault, firstFault } from '#shared/partners/connection.ts'
import { apiErrorOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { connectionWords } from '../i18n/words/connection.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { PartnersStore } from '../partners/index.ts'
import { Banner, Button, Dialog, TextField, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { AskForm } from './AskForm.tsx'
import { FoundClinic } from './FoundClinic.tsx'

type Props = {
  onClose(): void
  store: Pick<PartnersStore, 'lookUp' | 'propose' | 'testConnection'>
}

/** Finds a clinic by its name, shows who that is, and offers it a partnership. */
export const ProposeDialog = (props: Props) => {
  const w = useWords(partnerWords)
  const connectionWord = useWords(connectionWords)
  const { userId } = useSession()
  const [name, setName] = createSignal('')
  const [fault, setFault] = createSignal<string | undefined>()
  const [failing, setFailing] = createSignal<ConnectionFault | null>(null)
  const [found, setFound] = createSignal<Partner | null>(null)

  /** Which step on the way to it fails says more than that it does not answer. */
  const findFailing = async (server: ServerName) => {
    const report = await props.store.testConnection(server).catch(() => null)
    setFailing((report && firstFault(report)?.fault) ?? null)
  }

  const lookUp = async () => {
    const parsed = v.safeParse(serverName, name().trim().toLowerCase())
    setFault(parsed.success ? undefined : w().notAServerName)
    setFailing(null)
    if (!parsed.success) return
    if (parsed.output === serverOf(userId)) return void setFault(w().ownServerName)
    try {
      setFound(await props.store.lookUp(parsed.output))
    } catch (thrown) {
      if (apiErrorOf(thrown).code === 'partner-unreachable') await findFailing(parsed.output)
      throw thrown
    }
  }

  const propose = async ({ serverName: server, keyFingerprint }: Partner) => {
    if (!keyFingerprint) return
    const partner = await props.store.propose(server, keyFingerprint)
    toast({
      tone: 'success',
      title: partner.status === 'active' ? w().nowActive(partner.name) : w().proposed(partner.name),
    })
    props.onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={w().proposeTitle}
      description={w().proposeText}
    >
      <Show
        when={found()}
        fallback={
          <AskForm
            submit={w().lookUp}
            onCancel={props.onClose}
            onSubmit={lookUp}
            refused={() => {
              const step = failing()
              if (!step) return undefined
              const words = connectionWord().faults[step]
              return (
                <Banner tone="danger" title={words.title}>
                  {words.action}
                </Banner>
              )
            }}
          >
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
        }
      >
        {(partner) => (
          <AskForm submit={w().propose} onCancel={props.onClose} onSubmit={() => propose(partner())}>
            <FoundClinic partner={partner()} />
            <div class={styles['actions']}>
              <Button variant="secondary" onClick={() => setFound(null)}>
                {w().otherName}
              </Button>
            </div>
          </AskForm>
        )}
      </Show>
    </Dialog>
  )
}
