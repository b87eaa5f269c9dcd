/** Reads ONNX models: protobuf -> graph -> the chain from pixels to classes -> named arrays. */
package mnisteval.weights.onnx;
