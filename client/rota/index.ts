import { lazy } from 'solid-js'

export { MyPlan } from './MyPlan.tsx'
export { MyRotaProvider } from './my-rota.tsx'
export { RotaKeeper } from './RotaKeeper.tsx'
export const RotaView = lazy(async () => ({ default: (await import('./RotaView.tsx')).RotaView }))
