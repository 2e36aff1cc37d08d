import { createSignal, type Signal } from 'solid-js'
import type { ToUpload } from '../case-files/index.ts'
import type { Session } from '../matrix/types.ts'

const filesOf = new WeakMap<Session, Signal<readonly ToUpload[]>>()

/** The files that go with the request that is being written: in the memory of this page, as its draft is on the disk. */
export const requestFiles = (session: Session): Signal<readonly ToUpload[]> => {
  const known = filesOf.get(session) ?? createSignal<readonly ToUpload[]>([])
  filesOf.set(session, known)
  return known
}
