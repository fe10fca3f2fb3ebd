/**
 * A form with a file, counted while it streams: what is over the limit is let go by unread. Nothing of it is put on disk.
 */
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../text/refusal.ts';
import { tidyCharacters } from '../text/tidy-characters.ts';
import { createFieldCollector, type Fields } from '../web/collect-fields.ts';
import { formLimits, uploadLimits } from '../web/limits.ts';

/** How much of a form is read. */
export interface UploadLimits {
  /** Of all fields that are no file. */
  fieldBytes: number;
  /** 0: a file is let go by, and is a field with nothing in it. */
  fileBytes: number;
}

/** The fields by name; a file is its bytes. Refuses what is too large, too many or broken. */
export async function readUpload(request: FastifyRequest, limits: UploadLimits): Promise<Fields> {
  const { raw } = request;
  const full = Promise.withResolvers<never>();
  let received = 0;
  const count = (chunk: Uint8Array) => {
    received += chunk.length;
    if (received > uploadLimits.bytes) full.reject(new Refusal(413, 'tooLarge'));
  };
  raw.on('data', count);
  try {
    return await Promise.race([readParts(request, limits), full.promise]);
  } catch (error) {
    raw.unpipe();
    raw.resume();
    throw toRefusal(error);
  } finally {
    raw.off('data', count);
  }
}

async function readParts(request: FastifyRequest, { fieldBytes, fileBytes }: UploadLimits): Promise<Fields> {
  const { add, collect } = createFieldCollector<string | Buffer>();
  let size = 0;
  const parts = request.parts({
    limits: {
      files: 1,
      fileSize: fileBytes || uploadLimits.bytes,
      fieldSize: fieldBytes,
      // One more than the collector takes, which says how many fields there may be.
      fields: formLimits.fields + 1,
      parts: formLimits.fields + 2,
      headerPairs: 20,
    },
  });
  for await (const part of parts) {
    if (part.type === 'file') {
      if (fileBytes === 0) part.file.resume();
      add(part.fieldname, fileBytes === 0 ? Buffer.alloc(0) : await part.toBuffer());
      continue;
    }
    const { value, fieldname, valueTruncated, fieldnameTruncated } = part;
    // The library reads JSON where a part says that it is; no form of ours does.
    if (typeof value !== 'string') throw new Refusal(400, 'unreadableRequest');
    size += Buffer.byteLength(value);
    if (valueTruncated || fieldnameTruncated || size > fieldBytes) throw new Refusal(413, 'tooLarge');
    add(tidyCharacters(fieldname), tidyCharacters(value));
  }
  return collect();
}

/** The library has errors of several kinds for a form that breaks off or that it can't read. */
function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return (error as { statusCode?: number }).statusCode === 413
    ? new Refusal(413, 'tooLarge')
    : new Refusal(400, 'unreadableRequest');
}
