import { Key } from '@solid-primitives/keyed'
import { createEffect } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import { useClinicName } from '../../partners/index.ts'
import styles from './composer.module.css'
import type { Offer } from './naming.ts'

type Props = { id: string; offers: readonly Offer[]; at: number; onChoose(offer: Offer): void }

export const optionId = (listId: string, at: number) => `${listId}-${at}`

/** Who can be named with what is typed; the field keeps the focus and the keys. */
export const NameList = (props: Props) => {
  const w = useWords(messageWords)
  const clinicName = useClinicName()
  return (
    <div id={props.id} class={styles['names']} role="listbox" aria-label={w().people}>
      <Key each={props.offers} by={({ person }) => person?.userId ?? ''}>
        {(offer, index) => {
          const isChosen = () => index() === props.at
          const whence = () => {
            const { person } = offer()
            return person ? clinicName(person.serverName) : w().everybodyText
          }
          let option: HTMLDivElement | undefined
          createEffect(() => {
            if (isChosen()) option?.scrollIntoView({ block: 'nearest' })
          })
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
            <div
              ref={option}
              id={optionId(props.id, index())}
              class={styles['name']}
              role="option"
              aria-selected={isChosen()}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => props.onChoose(offer())}
            >
              <strong>{offer().name}</strong> <span>{whence()}</span>
            </div>
          )
        }}
      </Key>
    </div>
  )
}
