//! Initializers that users write.

use std::error::Error;

use crate::info::ParamInfo;
use crate::printed::type_name;
use crate::stream::Stream;
use crate::view::ViewMut;

/// An initializer of your own.
///
/// It gets the parameter (path, shape, fans, axes), writes its values, whatever their type, and draws random numbers
/// from the parameter's own stream, which is a [`rand::Rng`]. Values must be finite. Initializers run one after another
/// in declaration order, so their printed output is the same every time. A rule takes one as `{ custom(&MyInit) }`.
///
/// An example is the custom initializer of Dive into Deep Learning, section 6.3: uniform on (-10, 10), with values
/// smaller than 5 set to 0:
///
/// ```
/// use std::error::Error;
/// use paraminit::info::ParamInfo;
/// use paraminit::init::{Initializer, Source, custom};
/// use paraminit::stream::Stream;
/// use paraminit::view::ViewMut;
/// use rand::RngExt;
///
/// struct MyInit;
///
/// impl Initializer for MyInit {
///     fn initialize(
///         &self,
///         param: &ParamInfo,
///         mut values: ViewMut<'_>,
///         stream: &mut Stream,
///     ) -> Result<(), Box<dyn Error + Send + Sync>> {
///         println!("Init {} {:?}", param.path(), param.shape());
///         values.fill_with(|| {
///             let x = stream.random_range(-10.0..10.0_f64);
///             if x.abs() >= 5.0 { x } else { 0.0 }
///         });
///         Ok(())
///     }
/// }
///
/// let source: Source = custom(&MyInit);
/// assert_eq!(source.to_string(), "custom(MyInit)");
/// ```
///
/// It is `Sync`, because threads can share rules. An initializer with state keeps it in a [`Mutex`](std::sync::Mutex).
pub trait Initializer: Sync {
    /// Sets every value of the parameter.
    ///
    /// # Errors
    /// Any error of the initializer. The model is then left as it was.
    ///
    /// ```
    /// # use std::error::Error;
    /// use paraminit::prelude::*;
    ///
    /// /// The fan-in, whatever the parameter.
    /// struct FanInOf;
    ///
    /// impl Initializer for FanInOf {
    ///     fn initialize(
    ///         &self,
    ///         param: &ParamInfo,
    ///         mut values: ViewMut<'_>,
    ///         _: &mut Stream,
    ///     ) -> Result<(), Box<dyn Error + Send + Sync>> {
    ///         let fans = param.fans().map_err(|_| "needs fans")?;
    ///         values.fill_with(|| fans.fan_in as f64);
    ///         Ok(())
    ///     }
    /// }
    ///
    /// let layer = init! { <Dense<4, 8>> ** => custom(&FanInOf) }.build(42)?;
    /// assert_eq!(layer.weight()[[0, 0]], 4.0);
    /// # Ok::<(), InitError>(())
    /// ```
    fn initialize(
        &self,
        param: &ParamInfo,
        values: ViewMut<'_>,
        stream: &mut Stream,
    ) -> Result<(), Box<dyn Error + Send + Sync>>;

    /// The name of the initializer in plans and reports: by default the name of its type.
    ///
    /// ```
    /// # use std::error::Error;
    /// # use paraminit::prelude::*;
    /// struct Power(i32);
    ///
    /// impl Initializer for Power {
    /// #     fn initialize(
    /// #         &self,
    /// #         _: &ParamInfo,
    /// #         mut values: ViewMut<'_>,
    /// #         _: &mut Stream,
    /// #     ) -> Result<(), Box<dyn Error + Send + Sync>> {
    /// #         values.fill_with(|| 0.5_f64.powi(self.0));
    /// #         Ok(())
    /// #     }
    ///     // ..
    ///     fn name(&self) -> String {
    ///         format!("Power({})", self.0)
    ///     }
    /// }
    ///
    /// let plan = init! { <Dense<4, 8>> ** => custom(&Power(3)) }.plan_build()?;
    /// assert_eq!(plan.entries()[0].initializer(), "custom(Power(3))");
    /// # Ok::<(), InitError>(())
    /// ```
    fn name(&self) -> String {
        type_name::<Self>().to_owned()
    }
}

impl<I: Initializer + ?Sized> Initializer for &I {
    fn initialize(
        &self,
        param: &ParamInfo,
        values: ViewMut<'_>,
        stream: &mut Stream,
    ) -> Result<(), Box<dyn Error + Send + Sync>> {
        (**self).initialize(param, values, stream)
    }

    fn name(&self) -> String {
        (**self).name()
    }
}
