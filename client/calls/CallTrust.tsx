import Shield from 'lucide-solid/icons/shield'
import ShieldAlert from 'lucide-solid/icons/shield-alert'
import ShieldCheck from 'lucide-solid/icons/shield-check'
import { createSignal, For, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import { Button, Dialog } from '../ui/index.ts'
import styles from './CallTrust.module.css'
import { trustOfAll } from './call-trust.ts'
import type { Call } from './join-call.ts'

const signs = { verified: ShieldCheck, signed: Shield, unsigned: ShieldAlert } as const

/** Whether everyone is verified; and of each person, how far one can trust who it is and how the connection is. */
export const CallTrust = (props: { call: Call }) => {
  const w = useWords(callWords)
  const session = useSession()
  const clinicName = useClinicName()
  const [isOpen, setOpen] = createSignal(false)

  const others = () => props.call.tiles.filter(({ source, member }) => source === 'camera' && !member.isThisDevice)
  const trustOf = (identity: string) => props.call.trust().get(identity)
  const all = () => trustOfAll(others().map(({ identity }) => trustOf(identity)))

  return (
    <Show when={all()}>
      {(trust) => (
        <>
          <Button variant="quiet" icon={signs[trust()]} onClick={() => setOpen(true)}>
            {w().trustSign[trust()]}
          </Button>
          <Dialog open={isOpen()} onOpenChange={setOpen} title={w().trustTitle} description={w().trustText}>
            <ul class={styles['people']}>
              <For each={others()}>
                {({ identity, member, connection }) => (
                  <li>
                    <p class={styles['name']}>
                      {session.nameOf(member.userId)} · {clinicName(member.serverName)}
                    </p>
                    <p>{w().personTrust[trustOf(identity) ?? 'unsigned']}</p>
                    <Show when={trustOf(identity) !== 'unsigned'}>
                      <p>{w().connection[connection]}</p>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </Dialog>
        </>
      )}
    </Show>
  )
}
