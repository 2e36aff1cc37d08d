import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { adminRoutes } from './admin/routes.ts'
import { answerError } from './answer-error.ts'
import { recordRefusals } from './audit/record-refusals.ts'
import { auditRoutes } from './audit/routes.ts'
import { allow } from './auth/allow.ts'
import { sessionRoutes } from './auth/routes.ts'
import { followMembership } from './calls/follow-membership.ts'
import { followOrder } from './calls/follow-order.ts'
import { callRoutes } from './calls/routes.ts'
import { caseFileRoutes } from './case-files/routes.ts'
import { clinicRoutes, wellKnownRoutes } from './clinic/routes.ts'
import { followConsultMembers, releaseOfGone } from './consults/follow-members.ts'
import { followConsultRoom } from './consults/follow-room.ts'
import { consultRoutes } from './consults/routes.ts'
import type { Context, Env } from './context.ts'
import { directoryRoutes } from './directory/routes.ts'
import { followDutyRoom } from './duty/follow-room.ts'
import { dutyRoutes } from './duty/routes.ts'
import { refuse } from './errors.ts'
import { featureRoutes } from './features/routes.ts'
import { federationListRoutes } from './federation-list/routes.ts'
import { fhirRoutes } from './fhir/routes.ts'
import { followGuestCalls } from './guests/keep-guests.ts'
import { guestRoutes } from './guests/routes.ts'
import { healthRoutes } from './health/routes.ts'
import { invitationRoutes } from './invitations/routes.ts'
import { transactionRoutes } from './matrix/transactions.ts'
import { notificationRoutes, pushGatewayRoutes } from './notifications/routes.ts'
import { describeApi } from './openapi.ts'
import { measureRequests } from './operation/metrics.ts'
import { metricsRoutes, operationRoutes } from './operation/routes.ts'
import { partnerRoutes } from './partners/routes.ts'
import { permissionRoutes } from './permissions/routes.ts'
import { recordRoutes } from './record/routes.ts'
import { keepOwners } from './rooms/keep-owners.ts'
import { roomRoutes } from './rooms/routes.ts'
import { rotaRoutes } from './rota/routes.ts'
import { templateRoutes } from './templates/routes.ts'
import { followAlert } from './urgent/follow-alert.ts'
import { urgentRoutes } from './urgent/routes.ts'
import { crossOrigin } from './web/cross-origin.ts'
import { webRoutes } from './web/routes.ts'

const maxBodyBytes = 1024 * 1024
/** A transaction is at most 100 events of 64 KiB, and what comes with them. */
const maxTransactionBytes = 32 * 1024 * 1024

const limit = (maxSize: number) =>
  bodyLimit({ maxSize, onError: (c) => refuse(c, { code: 'too-large', details: { maxBytes: maxSize } }) })
const limitApi = limit(maxBodyBytes)

/** Uploads have a limit of their own. */
const isUpload = (path: string) => path.startsWith('/api/case-files/uploads')

/** Middleware and routes in order. Chained, so that the browser's client is typed by them. */
export const createApp = (context: Context) => {
  const app = new Hono<Env>()
    .use(async (c, next) => {
      c.set('context', context)
      c.set('requestId', randomUUID())
      c.header('x-request-id', c.var.requestId)
      c.header('x-content-type-options', 'nosniff')
      // For whoever opens an answer of the API as a page; the client's pages have their own.
      c.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
      await next()
    })
    .use('/api/*', measureRequests)
    .use('/api/*', crossOrigin)
    .use('/api/*', (c, next) => (isUpload(c.req.path) ? next() : limitApi(c, next)))
    .use('/api/*', recordRefusals)
    .use('/_matrix/app/v1/*', limit(maxTransactionBytes))
    .use('/_matrix/push/v1/*', limitApi)
    .route('/api/session', sessionRoutes)
    .route('/api/clinic', clinicRoutes)
    .route('/api/health', healthRoutes)
    .route('/api/directory', directoryRoutes)
    .route('/api/fhir', fhirRoutes)
    .route('/api/templates', templateRoutes)
    .route('/api/partners', partnerRoutes)
    .route('/api/federation-list', federationListRoutes)
    .route('/api/permissions', permissionRoutes)
    .route('/api/features', featureRoutes)
    .route('/api/admin', adminRoutes)
    .route('/api/rooms', roomRoutes)
    .route('/api/operation', operationRoutes)
    .route('/api/audit', auditRoutes)
    .route('/api/consults', consultRoutes)
    .route('/api/duty', dutyRoutes)
    .route('/api/rota', rotaRoutes)
    .route('/api/urgent', urgentRoutes)
    .route('/api/calls', callRoutes)
    .route('/api/guests', guestRoutes)
    .route('/api/invitations', invitationRoutes)
    .route('/api/case-files', caseFileRoutes)
    .route('/api/record', recordRoutes)
    .route('/api/notifications', notificationRoutes)
    .route(
      '/_matrix/app/v1',
      transactionRoutes([
        followConsultRoom,
        followConsultMembers,
        releaseOfGone,
        followDutyRoom,
        followAlert(),
        followMembership(),
        followOrder(),
        followGuestCalls,
        keepOwners(),
      ]),
    )
    .route('/_matrix/push/v1', pushGatewayRoutes)
    .route('/.well-known/matrix', wellKnownRoutes)

  app.route('/metrics', metricsRoutes)
  app.get('/api/openapi.json', allow.anyone, describeApi(app))
  app.all('/api/*', allow.anyone, (c) => refuse(c, { code: 'not-found' }))
  app.all('/_matrix/*', allow.anyone, (c) => refuse(c, { code: 'not-found' }))
  app.route('/', webRoutes(context.config.clientDir))
  app.notFound((c) => refuse(c, { code: 'not-found' }))
  app.onError(answerError)
  return app
}

/** What `hc<Api>` knows of the service. */
export type Api = ReturnType<typeof createApp>
