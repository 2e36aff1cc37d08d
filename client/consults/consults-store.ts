import { type Accessor, createMemo } from 'solid-js'
import { useSession } from '../matrix/session-context.tsx'
import { useIsTrusted } from '../partners/index.ts'
import { believedConsult, type Consult } from './believe.ts'

/** Every consult that the person has a part in, at the own clinic and at partners, as the rooms say. */
export const createConsults = (): Accessor<Consult[]> => {
  const session = useSession()
  const isTrusted = useIsTrusted()
  return createMemo(() => session.consults().flatMap((room) => believedConsult(room, isTrusted) ?? []))
}
