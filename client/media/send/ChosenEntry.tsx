import Pencil from 'lucide-solid/icons/pencil'
import X from 'lucide-solid/icons/x'
import { createMemo, Match, onCleanup, Show, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useFormat, useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { iconOf, kindOf } from '../../imaging/index.ts'
import { Button, IconButton, Spinner } from '../../ui/index.ts'
import { type Chosen, previewOf } from './chosen.ts'
import styles from './send.module.css'

type Props = { chosen: Chosen; onRemove(): void; onEdit(file: Blob): void }

/** One that will be sent, as it will arrive. */
export const ChosenEntry = (props: Props) => {
  const w = useWords(mediaWords)
  const format = useFormat()
  const preview = createMemo(() => previewOf(props.chosen))
  const url = createMemo(() => {
    const shown = preview()?.shown
    if (!shown) return null
    const address = URL.createObjectURL(shown)
    onCleanup(() => URL.revokeObjectURL(address))
    return address
  })
  const refusal = () => {
    if (props.chosen.state !== 'refused') return null
    switch (props.chosen.reason) {
      case 'unreadable-picture':
        return w().unreadablePicture
      case 'empty':
        return w().emptyFile
      case 'lost':
        return w().lostFile
      case 'failed':
        return w().notPrepared
      default:
        return props.chosen.reason satisfies never
    }
  }
  const keepsPlace = () => props.chosen.state === 'ready' && props.chosen.prepared.keepsPlace
  return (
    <li class={styles['entry']}>
      <div class={styles['preview']}>
        <Switch fallback={<Dynamic component={iconOf(kindOf(props.chosen.name, ''))} size={28} aria-hidden="true" />}>
          <Match when={props.chosen.state === 'preparing'}>
            <Spinner />
          </Match>
          <Match when={url()}>{(address) => <img class={styles['thumbnail']} src={address()} alt="" />}</Match>
        </Switch>
      </div>
      <div class={styles['what']}>
        <span class={styles['name']}>{props.chosen.name}</span>
        <span class={styles['facts']}>
          {props.chosen.state === 'preparing' ? w().preparing : format.size(props.chosen.sizeBytes)}
        </span>
        <Show when={refusal()}>
          {(said) => (
            <p class={styles['refusal']} role="alert">
              {said()}
            </p>
          )}
        </Show>
        <Show when={keepsPlace()}>
          <p class={styles['warning']} role="alert">
            {w().keepsPlace}
          </p>
        </Show>
        <Show when={preview()?.editable}>
          {(file) => (
            <Button
              size="small"
              icon={Pencil}
              title={w().editPicture(props.chosen.name)}
              onClick={() => props.onEdit(file())}
            >
              {w().edit}
            </Button>
          )}
        </Show>
      </div>
      <IconButton size="small" label={w().removeFile(props.chosen.name)} icon={X} onClick={() => props.onRemove()} />
    </li>
  )
}
