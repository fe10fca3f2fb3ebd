/** The library that writes the file. Its types are those of another module system, in which its class is a `default`. */
import pptxgenjs from 'pptxgenjs';

export const Presentation = pptxgenjs as unknown as typeof pptxgenjs.default;
export type Presentation = InstanceType<typeof Presentation>;
export type OfficeSlide = pptxgenjs.default.Slide;
export type OfficeShape = pptxgenjs.default.SHAPE_NAME;
export type OfficeRow = pptxgenjs.default.TableRow;
