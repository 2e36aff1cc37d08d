import { useNavigate } from '@solidjs/router'
import MessageSquare from 'lucide-solid/icons/message-square'
import { createSignal } from 'solid-js'
import type { HealthcareService } from '#shared/directory/api.ts'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button, toast } from '../ui/index.ts'

/** Opens the conversation with the duty of a department. */
export const WriteToDuty = (props: { service: Pick<HealthcareService, 'id' | 'serverName' | 'name'> }) => {
  const w = useWords(dutyWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const api = useClinicApi()
  const navigate = useNavigate()
  const [isBusy, setBusy] = createSignal(false)

  const write = async () => {
    const { id, serverName, name } = props.service
    setBusy(true)
    try {
      const { roomId, homeServer } = await unwrap(
        api.own.api.duty.conversations.$post({ json: { service: { id, serverName } } }),
      )
      // Somebody of the role who was there before is in it already.
      const isIn = session.rooms().some((room) => room.roomId === roomId && room.membership === 'join')
      if (!isIn) await session.joinRoom(roomId, [homeServer])
      navigate(`/messages/${encodeURIComponent(roomId)}`)
    } catch (error) {
      const { title, action } = errors()[errorCodeOf(error)]
      toast({ tone: 'danger', title: w().writeFailed(w().role(name)), text: `${title}. ${action}` })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={MessageSquare} busy={isBusy()} onClick={() => void write()}>
      {w().write}
    </Button>
  )
}
