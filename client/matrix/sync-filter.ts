import { Filter } from 'matrix-js-sdk'

/**
 * Members come with what they say. A homeserver that leaves out whom it has told of before (Synapse: by the device, for
 * every answer that it has made) leaves them out of an answer too that is asked for again because the first one did not
 * arrive: we would not learn that we have joined, and a room would stay an invitation.
 */
export const syncFilter = (userId: string): Filter => {
  const filter = new Filter(userId)
  filter.setDefinition({
    room: {
      timeline: { unread_thread_notifications: true },
      state: { lazy_load_members: true, include_redundant_members: true },
    },
  })
  return filter
}
