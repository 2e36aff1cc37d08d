import Files from 'lucide-solid/icons/files'
import { createMemo, For, Show } from 'solid-js'
import { mayDeleteFile } from '#shared/case-files/deletion.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { useSession } from '../matrix/session-context.tsx'
import { MediaButtons, MediaComposer } from '../media/index.ts'
import { NotAgreed } from '../partners/index.ts'
import { EmptyState, Skeleton, TimeAgo } from '../ui/index.ts'
import { useAttach } from './attach.ts'
import styles from './case-files.module.css'
import { createDicomSending, DicomSending } from './dicom/DicomSending.tsx'
import { FileLine } from './FileLine.tsx'
import { filesOfRoom } from './files-of-room.ts'
import { GoneFile } from './GoneFile.tsx'
import { UploadList } from './UploadList.tsx'
import { UsedSpace } from './UsedSpace.tsx'
import { useUploads } from './uploads-store.ts'

type Props = {
  roomId: RoomId
  /** Who asked for the consult. */
  requester: UserId
}

/** The files of a consult: what is there, what is on its way, and a place to drop more. */
export const CaseFilesPanel = (props: Props) => (
  <Show when={props.roomId} keyed>
    {(roomId) => <FilesOfRoom roomId={roomId} requester={props.requester} />}
  </Show>
)

const FilesOfRoom = (props: Props) => {
  const w = useWords(caseFileWords)
  const session = useSession()
  const attach = useAttach()
  const dicom = createDicomSending()
  const uploads = useUploads()
  const room = session.openRoom(props.roomId)
  const events = room.events(eventTypes.caseFile)
  const deletions = room.events(eventTypes.caseFileDeletion)
  const mayDelete = (who: UserId, owner: UserId) => mayDeleteFile(who, owner, props)
  const files = createMemo(() => filesOfRoom(events(), deletions(), mayDelete))
  const byId = createMemo(() => new Map(files().map((file) => [file.manifest.fileId, file])))

  const hasUploads = () => uploads.entries.some(({ roomId }) => roomId === props.roomId)
  const servers = () => room.summary()?.servers ?? []
  const isMember = () => room.summary()?.membership === 'join'
  /** What changes when space was taken or given back. */
  const spaceVersion = () => files().filter(({ deletion }) => !deletion).length
  const isLoading = () => files().length === 0 && (room.loading() === 'earlier' || room.hasEarlier())

  return (
    <MediaComposer
      room={room}
      class={styles['panel']}
      isDisabled={!isMember()}
      onSent={() => {}}
      onCaseFiles={(chosen) => attach(props.roomId, chosen)}
      onDicom={dicom.offer}
      aboutCaseFiles={<NotAgreed service="case-files" servers={servers()} />}
    >
      <Show
        when={files().length > 0}
        fallback={
          <Show when={!hasUploads()}>
            <Show
              when={!isLoading()}
              fallback={
                <div role="status" aria-busy="true" aria-label={w().loading}>
                  <Skeleton height="3rem" />
                </div>
              }
            >
              <EmptyState icon={Files} title={w().emptyTitle} text={w().emptyText} />
            </Show>
          </Show>
        }
      >
        <ul class={styles['list']} aria-label={w().files}>
          {/* By id: a file that is being opened stays what it is when another event arrives. */}
          <For each={[...byId().keys()]}>
            {(fileId) => (
              <Show when={byId().get(fileId)}>
                {(file) => (
                  <li>
                    <Show
                      when={file().deletion}
                      fallback={
                        <FileLine
                          roomId={props.roomId}
                          manifest={file().manifest}
                          mayDelete={
                            isMember() && !file().manifest.passedOnFrom && mayDelete(session.userId, file().sender)
                          }
                          detail={
                            <>
                              {session.nameOf(file().sender)} · <TimeAgo at={file().at} />
                            </>
                          }
                        />
                      }
                    >
                      {(deletion) => <GoneFile name={file().manifest.name} deletion={deletion()} />}
                    </Show>
                  </li>
                )}
              </Show>
            )}
          </For>
        </ul>
      </Show>
      <DicomSending
        ofCase={props.roomId}
        sending={dicom}
        about={<NotAgreed service="case-files" servers={servers()} />}
        onSend={(files) => attach(props.roomId, files)}
      />
      <UploadList roomId={props.roomId} />
      <div class={styles['attach']}>
        <MediaButtons withWords disabled={!isMember()} />
        <p class={styles['facts']}>{w().hint}</p>
        <UsedSpace version={spaceVersion()} />
      </div>
    </MediaComposer>
  )
}
