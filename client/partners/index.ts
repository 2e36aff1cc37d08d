export { PartnerBanner } from './PartnerBanner.tsx'
export { createPartnersStore, type PartnersStore } from './partners-store.ts'
export { useClinicName } from './use-clinic-name.ts'
export { useIsTrusted } from './use-is-trusted.ts'
