import { useNavigate, useSearchParams } from '@solidjs/router'
import { createEffect, createSignal, Show } from 'solid-js'
import * as v from 'valibot'
import { eventId, type RoomId, serverOf, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'
import { CoverNotice, createCoverSending } from '../availability/index.ts'
import { createDicomSending, DicomSending, useAttach } from '../case-files/index.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { DutyBar } from '../duty/index.ts'
import { useWords } from '../i18n/index.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { RoomView } from '../matrix/types.ts'
import { MediaComposer } from '../media/index.ts'
import { NotAgreed, PartnerBanner, useMayBegin } from '../partners/index.ts'
import { toast } from '../ui/index.ts'
import { createUrgencyChoice, useUrgent } from '../urgent/index.ts'
import { ClosedBanner } from './ClosedBanner.tsx'
import { closedOf } from './closed.ts'
import { AboutLarge, AboutMedia } from './composer/AboutMedia.tsx'
import { Composer } from './composer/Composer.tsx'
import { createSpeaking } from './composer/speaking.ts'
import { ConversationContext, createConversation } from './conversation-context.ts'
import styles from './conversations.module.css'
import { MessageDialogs } from './timeline/MessageDialogs.tsx'
import { Timeline } from './timeline/Timeline.tsx'
import { TypingLine } from './timeline/TypingLine.tsx'

/** What is said in a room, and the field to answer; without a header, so that a consult can show it beside the case. */
export const RoomPane = (props: { roomId: RoomId; requester: UserId | null }) => (
  <Show when={props.roomId} keyed>
    {(roomId) => {
      const room = useSession().openRoom(roomId)
      return <RoomBody room={room} requester={props.requester} />
    }}
  </Show>
)

/** Goes to the message that the address names, if it does. */
export const RoomBody = (props: { room: RoomView; requester?: UserId | null }) => {
  const session = useSession()
  const api = useClinicApi()
  const urgentText = useWords(urgentWords)
  const urgency = createUrgencyChoice(
    session,
    api,
    props.room.roomId,
    props.room.members,
    () => toast({ tone: 'warning', title: urgentText().noChainTitle, text: urgentText().noChainText }),
    useMayBegin('consults'),
  )
  const conversation = createConversation(
    session,
    props.room,
    urgency,
    useNavigate(),
    () => props.requester ?? null,
    () => api.has('consults'),
  )
  const servers = () => props.room.summary()?.servers ?? []
  const isOver = () => session.twins().has(props.room.roomId) || closedOf(props.room) !== null
  const cover = createCoverSending(props.room)
  const { duty } = conversation
  const isOfService = () => {
    const creator = props.room.summary()?.creator
    return !creator || creator === serviceAccountOf(serverOf(creator))
  }
  const speaking = createSpeaking({ room: props.room, duty, urgency, urgent: useUrgent(), cover })
  const [search] = useSearchParams()
  const [sentCount, setSentCount] = createSignal(0)
  const scrollToEnd = () => setSentCount((count) => count + 1)
  const attach = useAttach()
  const dicom = createDicomSending()
  createEffect(() => {
    const named = v.safeParse(eventId, search['event'])
    if (named.success) conversation.jumpTo(named.output)
  })
  return (
    <ConversationContext.Provider value={conversation}>
      <MediaComposer
        room={props.room}
        class={styles['pane']}
        isDisabled={props.room.summary()?.membership !== 'join' || isOver()}
        send={async (make) => speaking.say(make, await urgency.ready())}
        about={<AboutMedia />}
        aboutCaseFiles={<NotAgreed service="case-files" servers={servers()} />}
        onSent={scrollToEnd}
        onCaseFiles={(files) => attach(props.room.roomId, files, duty.mark())}
        onDicom={dicom.offer}
      >
        <ClosedBanner room={props.room} />
        <PartnerBanner servers={servers()} isOfService={isOfService()} />
        <DutyBar room={props.room} duty={conversation.duty} />
        <Timeline sentCount={sentCount()} />
        <TypingLine names={props.room.typing()} />
        <MessageDialogs />
        <DicomSending
          ofCase={props.room.roomId}
          sending={dicom}
          about={
            <>
              <NotAgreed service="case-files" servers={servers()} />
              <AboutLarge />
            </>
          }
          onSend={(files) => attach(props.room.roomId, files, duty.mark())}
        />
        {/* Where another conversation goes on, or this one is closed, a banner says so. */}
        <Show when={!isOver()}>
          <CoverNotice sending={cover} />
          <Composer speaking={speaking} onSent={scrollToEnd} />
        </Show>
      </MediaComposer>
    </ConversationContext.Provider>
  )
}
