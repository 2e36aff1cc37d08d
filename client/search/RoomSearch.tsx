import X from 'lucide-solid/icons/x'
import { createSignal } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { searchWords } from '../i18n/words/search.ts'
import { IconButton, onEscape } from '../ui/index.ts'
import { SearchPane } from './SearchPane.tsx'
import styles from './search.module.css'
import { nothingAsked } from './search-store.ts'

/** Beside a conversation, through it alone; on a phone it makes way for the message that one has opened. */
export const RoomSearch = (props: { roomId: RoomId; onClose(): void }) => {
  const w = useWords(searchWords)
  const [asked, ask] = createSignal(nothingAsked)
  const isInTheWay = () => matchMedia('(max-width: 64rem)').matches
  return (
    <aside class={styles['aside']} aria-label={w().inRoom} onKeyDown={onEscape(() => props.onClose())}>
      <header class={styles['asideHeader']}>
        <h2 class={styles['heading']}>{w().inRoom}</h2>
        <IconButton size="small" label={w().close} icon={X} onClick={() => props.onClose()} />
      </header>
      <SearchPane
        roomId={props.roomId}
        asked={asked()}
        ask={ask}
        onOpen={() => {
          if (isInTheWay()) props.onClose()
        }}
      />
    </aside>
  )
}
