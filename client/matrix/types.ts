/** What features see of Matrix: plain snapshots and verbs. Nothing of matrix-js-sdk leaves this folder. */

export type * from './types/calls.ts'
export type * from './types/history.ts'
export * from './types/messages.ts'
export type * from './types/room-view.ts'
export type * from './types/rooms.ts'
export * from './types/sending.ts'
export type * from './types/session.ts'
export type * from './types/trust.ts'
