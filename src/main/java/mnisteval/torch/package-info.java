/** The zip that {@code torch.save} has written since PyTorch 1.6: a pickle and raw storages. */
package mnisteval.torch;
