import SendHorizontal from 'lucide-solid/icons/send-horizontal'
import { For, type JSX, Match, Show, Switch } from 'solid-js'
import { useFormat, useWords } from '../../i18n/index.ts'
import { dicomSendingWords } from '../../i18n/words/dicom-sending.ts'
import { useSession } from '../../matrix/session-context.tsx'
import { Banner, Button, Checkbox, ChoiceGroup, Dialog, ErrorState, ProgressBar } from '../../ui/index.ts'
import type { ToUpload } from '../to-upload.ts'
import { BurnedInQuestions } from './BurnedInQuestions.tsx'
import styles from './dicom-sending.module.css'
import { createPreparation, type PreparedDicom } from './prepare-dicom.ts'
import { RemovedList } from './RemovedList.tsx'

/** Of a list that is there to be read. */
const mostNamed = 6

type Props = {
  /** Room of the case, or what it is called before there is one. */
  ofCase: string
  files: readonly File[]
  about?: JSX.Element
  onSend(files: readonly ToUpload[]): Promise<void>
  onClose(): void
  /** They leave later. */
  isLater?: boolean
}

/** DICOM files before they leave: what they are, what of them goes, and what somebody has to look at. */
export const DicomSendDialog = (props: Props) => {
  const w = useWords(dicomSendingWords)
  const chosen = createPreparation(useSession().drafts, props.ofCase, props.files)
  const isPreparing = () => chosen.state().kind === 'preparing'
  const progress = () => {
    const state = chosen.state()
    return state.kind === 'reading' || state.kind === 'preparing' ? state : null
  }

  const send = async () => {
    const files = await chosen.prepare()
    if (!files) return
    await props.onSend(files)
    props.onClose()
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && !isPreparing() && props.onClose()} title={w().title} size="large">
      <Switch>
        <Match when={chosen.state().kind === 'failed'}>
          <ErrorState title={w().failed} text={w().failedText} />
        </Match>
        <Match when={progress()}>
          {(now) => (
            <ProgressBar
              label={w()[now().kind](String(now().done), String(now().of))}
              value={now().done / Math.max(1, now().of)}
            />
          )}
        </Match>
        <Match when={chosen.state().kind === 'ready'}>
          <Ready chosen={chosen} />
        </Match>
      </Switch>
      {props.about}
      <div class={styles['ways']}>
        <Button
          variant="primary"
          icon={SendHorizontal}
          autofocus
          busy={progress() !== null}
          disabled={!chosen.maySend()}
          onClick={() => void send()}
        >
          {props.isLater ? w().add : w().send}
        </Button>
        <Button variant="quiet" disabled={isPreparing()} onClick={() => props.onClose()}>
          {w().cancel}
        </Button>
      </div>
    </Dialog>
  )
}

const Ready = (props: { chosen: PreparedDicom }) => {
  const w = useWords(dicomSendingWords)
  const format = useFormat()
  const day = (date: string | null) => (date ? format.date(new Date(`${date}T12:00`).getTime()) : '')
  return (
    <>
      <Show when={props.chosen.patients().length > 1}>
        <Banner tone="warning" title={w().severalPatients}>
          {w().severalPatientsText}
          <ul>
            <For each={props.chosen.patients().slice(0, mostNamed)}>
              {({ name, birthDate }) => <li>{[name, day(birthDate)].filter(Boolean).join(', ')}</li>}
            </For>
            <Show when={props.chosen.patients().length > mostNamed}>
              <li>{w().more(props.chosen.patients().length - mostNamed)}</li>
            </Show>
          </ul>
        </Banner>
      </Show>
      <Show when={props.chosen.studies().length > 0}>
        <ul class={styles['studies']} aria-label={w().studies}>
          <For each={props.chosen.studies()}>
            {(study) => (
              <li>
                {w().study(
                  study.modalities.join(', '),
                  study.pictures > 0 ? w().pictures(study.pictures) : w().objects(study.objects.length),
                  w().series(study.series),
                )}
                <span class={styles['facts']}>{format.size(study.sizeBytes)}</span>
              </li>
            )}
          </For>
        </ul>
        <ChoiceGroup
          legend={w().manner}
          choices={[
            { value: 'anonymous', label: w().anonymous, hint: w().anonymousHint },
            { value: 'named', label: w().named, hint: w().namedHint },
          ]}
          value={props.chosen.manner()}
          onChange={props.chosen.setManner}
        />
      </Show>
      <Show when={props.chosen.manner() === 'anonymous'}>
        <RemovedList chosen={props.chosen} />
        <Show when={props.chosen.questionable().length > 0}>
          <BurnedInQuestions chosen={props.chosen} />
        </Show>
      </Show>
      <Show when={props.chosen.documents().length}>
        {(count) => (
          <Banner tone="info" title={w().documents(count())}>
            {w().documentsText}
          </Banner>
        )}
      </Show>
      <Show when={props.chosen.unreadable().length}>
        {(count) => (
          <Banner tone="warning" title={w().unreadable(count())}>
            <p>{w().unreadableText}</p>
            <ul class={styles['names']}>
              <For each={props.chosen.unreadable().slice(0, mostNamed)}>{(file) => <li>{file.name}</li>}</For>
            </ul>
            <Checkbox
              label={w().takeUnreadable}
              checked={props.chosen.takesUnreadable()}
              onChange={props.chosen.setTakesUnreadable}
            />
          </Banner>
        )}
      </Show>
    </>
  )
}
