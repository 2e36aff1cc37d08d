import Hospital from 'lucide-solid/icons/hospital'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, For, Show } from 'solid-js'
import { useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import { asksAdmin, createPartnersStore } from '../partners/index.ts'
import { Button, EmptyState, Skeleton } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { Failure } from './Failure.tsx'
import { FederationList } from './FederationList.tsx'
import { OwnCard } from './OwnCard.tsx'
import { PartnerEntry } from './PartnerEntry.tsx'
import { ProposeDialog } from './ProposeDialog.tsx'
import { WhatIf } from './WhatIf.tsx'

export const Partners = () => {
  const w = useWords(partnerWords)
  const api = useClinicApi()
  const store = createPartnersStore()
  const [isProposing, setProposing] = createSignal(false)

  return (
    <>
      <OwnCard fingerprint={store.list()?.ownKeyFingerprint ?? null} />
      <div class={styles['tools']}>
        <h2 class={styles['name']}>{w().title}</h2>
        <Show when={api.isClinicAdmin()}>
          <Button variant="primary" icon={Plus} onClick={() => setProposing(true)}>
            {w().propose}
          </Button>
        </Show>
      </div>
      <Show when={store.error()}>{(error) => <Failure error={error()} onRetry={() => void store.refresh()} />}</Show>
      <Show
        when={store.list()}
        fallback={
          <Show when={!store.error()}>
            <Skeleton height="12rem" width="100%" />
          </Show>
        }
      >
        {(list) => (
          <Show
            when={list().partners.length > 0}
            fallback={<EmptyState icon={Hospital} title={w().noneTitle} text={w().noneText} />}
          >
            <ul class={styles['list']} aria-label={w().title}>
              {/* Whoever waits for an answer first. By name of the server, so that an open dialog outlives the next poll. */}
              <For
                each={list()
                  .partners.toSorted((one, other) => Number(asksAdmin(other)) - Number(asksAdmin(one)))
                  .map(({ serverName }) => serverName)}
              >
                {(server) => (
                  <Show when={store.list()?.partners.find(({ serverName }) => serverName === server)}>
                    {(partner) => (
                      <PartnerEntry
                        partner={partner()}
                        connection={store.list()?.connections.find(({ serverName }) => serverName === server)}
                        store={store}
                      />
                    )}
                  </Show>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Show>
      <FederationList onChanged={() => void store.refresh()} />
      <Show when={api.isClinicAdmin()}>
        <WhatIf />
      </Show>
      <Show when={isProposing()}>
        <ProposeDialog onClose={() => setProposing(false)} store={store} />
      </Show>
    </>
  )
}
