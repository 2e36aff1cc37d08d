import { BackgroundProcessor } from '@livekit/track-processors'
import type { Track, TrackProcessor } from 'livekit-client'
import modelUrl from './blur-model/selfie_segmenter_landscape.tflite?url'
import { delegateFor } from './blur-rules.ts'

/** Where the build has put the parts of the library that it loads by names of its own (`vite.config.ts`). */
declare const segmenterFolder: string

const blurRadius = 28

/** Throws where a browser knows WebGL and has none to give: the library would go on, and never send a picture. */
const rendererOfThisMachine = (): string => {
  const gl = document.createElement('canvas').getContext('webgl2')
  if (!gl) throw new Error('there is no WebGL')
  const named = gl.getExtension('WEBGL_debug_renderer_info')
  const renderer = gl.getParameter(named?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER)
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return String(renderer)
}

/**
 * Loads a few megabytes from our own clinic when it is set on a track. `onFrame`: how long each picture took. A picture in
 * which no person was looked for is dropped: the library lets it pass as it is, and the room would be seen.
 */
export const openBackgroundBlur = (onFrame: (processingMs: number) => void): TrackProcessor<Track.Kind.Video> => {
  const processor = BackgroundProcessor({
    mode: 'background-blur',
    blurRadius,
    segmenterOptions: { delegate: delegateFor(rendererOfThisMachine()) },
    assetPaths: { tasksVisionFileSet: `/${segmenterFolder}`, modelAssetPath: modelUrl },
    onFrameProcessed: ({ processingTimeMs }) => onFrame(processingTimeMs),
  })
  const { transformer } = processor
  const blur = transformer.transform.bind(transformer)
  transformer.transform = (frame, controller) => {
    transformer.segmentationResults = undefined
    return blur(frame, {
      desiredSize: controller.desiredSize,
      error: (reason) => controller.error(reason),
      terminate: () => controller.terminate(),
      enqueue(picture: VideoFrame) {
        if (transformer.segmentationResults) controller.enqueue(picture)
        else picture.close()
      },
    })
  }
  // It would show the first one so that something is seen sooner.
  transformer.isFirstFrame = false
  return processor as TrackProcessor<Track.Kind.Video>
}
