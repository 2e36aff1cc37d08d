export { AdminView } from './AdminView.tsx'
export { PartnerBanner } from './PartnerBanner.tsx'
