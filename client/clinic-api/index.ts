export { ApiError, apiErrorOf, errorCodeOf, readApiError, unwrap } from './api-error.ts'
export { ClinicApiProvider, useClinicApi } from './ClinicApiProvider.tsx'
export type { ClinicApi } from './clinic-api.ts'
export { createPagedList, type PagedList } from './paged-list.ts'
