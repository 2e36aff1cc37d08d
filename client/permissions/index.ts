import { lazy } from 'solid-js'

export { BlockButton } from './BlockButton.tsx'
/** In chunks of their own: anybody can be blocked from everywhere, lists are edited in few places. */
export const OwnPermissions = lazy(async () => ({ default: (await import('./OwnPermissions.tsx')).OwnPermissions }))
export const PermissionEditor = lazy(async () => ({
  default: (await import('./PermissionEditor.tsx')).PermissionEditor,
}))
