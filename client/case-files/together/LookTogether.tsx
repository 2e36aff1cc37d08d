import { createEffect, createMemo, createSignal, Match, on, Show, Switch } from 'solid-js'
import { isGuest } from '#shared/calls/guests.ts'
import { mayDeleteFile } from '#shared/case-files/deletion.ts'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { Call } from '../../calls/index.ts'
import { CoReadingBar, CoReadingFrame, createCoReading, forgetWanted, wantedTogether } from '../../co-reading/index.ts'
import { useWords } from '../../i18n/index.ts'
import { coReadingWords } from '../../i18n/words/co-reading.ts'
import { type Company, CompanyContext, kindOf } from '../../imaging/index.ts'
import { isSame } from '../../matrix/same.ts'
import { useSession } from '../../matrix/session-context.tsx'
import { Banner, Button, EmptyState, Skeleton, StageDialog, toast } from '../../ui/index.ts'
import { useAttach } from '../attach.ts'
import { CasePdf } from '../CasePdf.tsx'
import { CasePicture } from '../CasePicture.tsx'
import { CaseStudy } from '../CaseStudy.tsx'
import { filesOfRoom } from '../files-of-room.ts'
import { createOpening } from '../opening.ts'
import { saveFile } from '../saving.ts'
import { ChooseFile } from './ChooseFile.tsx'
import { KeyImageEditor } from './KeyImageEditor.tsx'

type Props = {
  call: Call
  /** Where its files are: of a call with guests, another room. */
  roomId: RoomId
  /** Who asked for the consult, where it is one. */
  requester: UserId | null
  isChoosing(): boolean
  onChosen(): void
  /** A picture of the call that is to be kept. */
  frozen(): ImageBitmap | null
  onFrozen(): void
}

const kindsTogether = ['dicom', 'pdf', 'picture'] as const
const kindTogether = ({ name, mimeType }: CaseFileManifest) =>
  kindsTogether.find((kind) => kind === kindOf(name, mimeType)) ?? null

/** In a call: a file of its room that all look at, each at their own copy. */
export const LookTogether = (props: Props) => {
  const w = useWords(coReadingWords)
  const session = useSession()
  const { call, roomId } = props
  const { members } = session.rtc(call.roomId)
  const coReading = createCoReading({ data: call.data, members })

  const room = session.openRoom(roomId)
  const [events, deletions] = [room.events(eventTypes.caseFile), room.events(eventTypes.caseFileDeletion)]
  const files = createMemo(() =>
    filesOfRoom(events(), deletions(), (who, owner) =>
      mayDeleteFile(who, owner, props.requester ? { requester: props.requester } : null),
    )
      .filter(({ deletion }) => !deletion)
      .map(({ manifest }) => manifest)
      .filter((manifest) => kindTogether(manifest) !== null),
  )
  const fileOf = (fileId: string) => files().find((manifest) => manifest.fileId === fileId) ?? null

  const nameOf = (livekitIdentity: string) => {
    const member = members().find((one) => one.livekitIdentity === livekitIdentity)
    return member ? session.nameOf(member.userId) : w().someone
  }
  const others = () => members().filter(({ userId }) => userId !== session.userId && !isGuest(userId))

  /** The file that is open here. */
  const [openId, setOpenId] = createSignal<string | null>(null)
  // What else is said in the room opens nothing anew.
  const open = createMemo(() => fileOf(openId() ?? ''), null, { equals: isSame })
  /** Closed, while somebody else goes on showing it. */
  const [isDismissed, setDismissed] = createSignal(false)
  const shown = createMemo(() => coReading.lead()?.fileId ?? null)
  createEffect(
    on([shown, coReading.isOwn], ([fileId, isOwn]) => {
      if (fileId === null) {
        setDismissed(false)
        // Who looks around by themselves may not have finished.
        if (coReading.isFollowing()) setOpenId(null)
      } else if (isOwn || (coReading.isFollowing() && !isDismissed())) setOpenId(fileId)
    }),
  )
  const close = () => {
    if (coReading.isOwn()) coReading.end()
    else if (shown() !== null) setDismissed(true)
    setOpenId(null)
  }
  const lookAlong = () => {
    setDismissed(false)
    coReading.follow()
    setOpenId(shown())
  }
  const show = (fileId: string) => {
    props.onChosen()
    setDismissed(false)
    coReading.follow()
    coReading.begin(fileId, null)
  }
  createEffect(() => {
    const wanted = wantedTogether()
    if (wanted?.roomId !== roomId) return
    forgetWanted()
    coReading.follow()
    coReading.begin(wanted.fileId, wanted.view)
  })

  const leader = () => nameOf(coReading.lead()?.by ?? '')
  const said = () => {
    const name = fileOf(shown() ?? '')?.name
    return name ? w().shows(leader(), name) : w().showsFile(leader())
  }
  const company: Company = {
    led: coReading.led,
    reached: coReading.reached,
    tell: coReading.tell,
    leader,
    actions: () => null,
    frame: (viewer) => (
      <CoReadingFrame
        call={call}
        coReading={coReading}
        bar={<CoReadingBar coReading={coReading} fileId={openId() ?? ''} others={others()} nameOf={nameOf} />}
      >
        {viewer()}
      </CoReadingFrame>
    ),
  }

  const attach = useAttach()
  const keep = (picture: Blob) => {
    props.onFrozen()
    const now = new Date()
    const two = (value: number) => String(value).padStart(2, '0')
    const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-')
    const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('-')
    const file = new File([picture], w().fileName(day, time), { type: 'image/png', lastModified: now.getTime() })
    toast({ tone: 'info', title: w().savingTitle })
    void attach(roomId, [file], { keyImage: true })
  }

  return (
    <>
      <Show when={props.frozen()} keyed>
        {(picture) => <KeyImageEditor picture={picture} onClose={props.onFrozen} onSave={keep} />}
      </Show>
      <Show when={shown() !== null && openId() === null}>
        <Banner
          tone="info"
          title={said()}
          action={
            <Button variant="primary" onClick={lookAlong}>
              {w().lookAlong}
            </Button>
          }
        />
      </Show>
      <ChooseFile
        open={props.isChoosing()}
        files={files()}
        isLoading={files().length === 0 && room.hasEarlier()}
        onChoose={show}
        onClose={props.onChosen}
      />
      <CompanyContext.Provider value={company}>
        <Show when={openId() !== null}>
          <Show
            when={open()}
            keyed
            fallback={
              <StageDialog title={w().lookTogether} onClose={close}>
                {company.frame(() => (
                  <Show
                    when={!room.hasEarlier()}
                    fallback={
                      <div role="status" aria-busy="true" aria-label={w().searching}>
                        <Skeleton height="20rem" />
                      </div>
                    }
                  >
                    <EmptyState title={w().unknownTitle} text={w().unknownText(leader())} />
                  </Show>
                ))}
              </StageDialog>
            }
          >
            {(manifest) => <Viewer onOpen={coReading.resume} roomId={roomId} manifest={manifest} onClose={close} />}
          </Show>
        </Show>
      </CompanyContext.Provider>
    </>
  )
}

const Viewer = (props: { onOpen(): void; roomId: RoomId; manifest: CaseFileManifest; onClose(): void }) => {
  const { roomId } = props
  props.onOpen()
  const saving = createOpening(() => ({ roomId, manifest: props.manifest }))
  const viewing = {
    roomId,
    manifest: props.manifest,
    onClose: () => props.onClose(),
    onDownload: () => void saveFile(props.manifest, saving),
  }
  const kind = kindTogether(props.manifest)
  return (
    <Switch>
      <Match when={kind === 'dicom'}>
        <CaseStudy {...viewing} />
      </Match>
      <Match when={kind === 'pdf'}>
        <CasePdf {...viewing} />
      </Match>
      <Match when={kind === 'picture'}>
        <CasePicture {...viewing} />
      </Match>
    </Switch>
  )
}
