/**
 * Reads ONNX models: protobuf -> graph -> the chain from pixels to classes -> named arrays.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.weights.onnx;
