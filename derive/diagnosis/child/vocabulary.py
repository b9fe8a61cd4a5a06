"""What people call the arguments of a layer's functions, and where its gradients stand; by role."""

from collections.abc import Iterable

FORWARD: dict[str, str] = {
    "x": "x X A_prev a_prev A a inp input inputs data Z z images image img features feature_map a_in A_in prev "
    "input_data input_array x_in in_data scores logits activations activation_prev tensor signal",
    "W": "w W weights weight kernel kernels filters filter filt Ws theta F",
    "b": "b bias biases B bs",
    "gamma": "gamma g scale weight_gamma gammas",
    "beta": "beta shift offset betas",
    "labels": "y labels label t target targets Y y_true true_labels",
    "stride": "stride strides s step",
    "pad": "pad padding p pads zero_padding",
    "size": "f size kernel_size filter_size pool_size window window_size ksize k ks pool pooling_size field HH",
    "height": "pool_height pool_h HH f_h kh kernel_h kernel_height filter_height window_h fh hh ph size_h",
    "width": "pool_width pool_w WW f_w kw kernel_w kernel_width filter_width window_w fw ww pw size_w",
    "options": "conv_param pool_param bn_param dropout_param params param hparameters hparams hyperparameters options "
    "config opts parameters hyper hyper_parameters gn_param ln_param",
    "mode": "mode pool_type method",
    "training": "training train is_training train_flg train_mode",
    "epsilon": "eps epsilon",
    "momentum": "momentum",
    "rate": "rate p drop_rate dropout_rate drop_prob drop dropout_ratio ratio prob",
    "inputs": "in_channels input_channels num_inputs in_features input_size n_in input_dim fan_in in_dim "
    "in_size D n_inputs C channels num_channels num_features n_features dim depth input_depth in_c nin n_c_prev",
    "outputs": "out_channels num_filters n_filters filters filters_count out_features output_size n_out units "
    "output_dim fan_out out_dim out_size n_outputs K output_channels n_units hidden nb_filters num_outputs out_c "
    "nout n_c",
    "input_shape": "input_shape in_shape shape",
}
BACKWARD: dict[str, str] = {
    "cotangent": "dout dy dY dZ dz dA da grad grads grad_output grad_out grad_outputs delta upstream upstream_grad "
    "d_out d_output output_gradient dL_dout dLdy dL_dy error dvalues d_L_d_out top_diff dH dX_next d_next g dJ_dy "
    "out_grad gradient gradients dnext grad_y dl_dout dL dscores next_grad output_grad output_error e",
    "cache": "cache caches saved memory ctx stored tape state",
    "y": "out output y A_out a_out result activation",
    "step": "lr learning_rate alpha eta",
}
CONTEXT = FORWARD | BACKWARD


def role_of(name: str, roles: Iterable[str], words: dict[str, str] = CONTEXT) -> str:
    """The first of the roles that a name is used for; first as it is written, then in small letters; else ""."""
    wanted = list(roles)
    for role in wanted:
        if name in words[role].split():
            return role
    small = name.lower().strip("_")
    return next((role for role in wanted if small in words[role].lower().split()), "")


def gradient_of(name: str, tensors: Iterable[str]) -> str:
    """The tensor whose gradient has this name: dW, grad_w, W_grad, d_weights; else ""."""
    bare = name.strip("_")
    for mark in ("gradients_", "gradient_", "grads_", "grad_", "dL_d", "dLd", "d_L_d_", "d_", "d"):
        if bare.lower().startswith(mark.lower()):
            found = role_of(bare[len(mark) :], tensors)
            if found:
                return found
    for mark in ("_gradients", "_gradient", "_grads", "_grad", "_g", "grad"):
        if bare.lower().endswith(mark):
            found = role_of(bare[: -len(mark)], tensors)
            if found:
                return found
    return ""
