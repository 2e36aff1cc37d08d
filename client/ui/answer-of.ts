import type { Resource } from 'solid-js'

/**
 * What a resource brought last, also while it is asked again; undefined before, and when it failed.
 * `latest` and the resource itself would take the whole view out of the page until the first answer, with the focus and
 * a press that has begun.
 */
export const answerOf = <T>(resource: Resource<T>): T | undefined =>
  resource.state === 'ready' || resource.state === 'refreshing' ? resource.latest : undefined
