/** Files of safetensors: a JSON header and raw elements. Knows jackson-core. */
package mnisteval.safetensors;
